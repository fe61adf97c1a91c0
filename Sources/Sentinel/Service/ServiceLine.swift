/// What ties the packet thread to a service: commands come down by the inbox, news go up by the messenger.
package struct ServiceLine {
    let inbox: CommandInbox
    let messenger: Messenger
}
