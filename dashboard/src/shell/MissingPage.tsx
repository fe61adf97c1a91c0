// An address that leads nowhere.
import { Link } from "../router/Link";

export function MissingPage() {
  return (
    <div className="state empty">
      <strong>There is no such page.</strong>
      <p>The address may be misspelt. <Link to="/">Go to the overview</Link></p>
    </div>
  );
}
