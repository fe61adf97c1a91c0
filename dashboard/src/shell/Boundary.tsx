// A fault in one page is told in its place; the rest of the dashboard goes on.
import { Component } from "react";
import type { ReactNode } from "react";
import { Button } from "../ui/Button";

export class Boundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(cause: unknown): { message: string } {
    return { message: cause instanceof Error ? cause.message : String(cause) };
  }

  override render() {
    if (this.state.message === null) return this.props.children;
    return (
      <div className="state failure" role="alert">
        <strong>This page has a fault of its own.</strong>
        <p>{this.state.message}</p>
        <Button onClick={() => this.setState({ message: null })}>Draw it again</Button>
      </div>
    );
  }
}
