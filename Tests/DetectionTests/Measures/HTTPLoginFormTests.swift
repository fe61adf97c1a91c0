import Detection
import Testing

struct HTTPLoginFormTests {
    @Test(
        arguments: [
            ("POST", "/login"), ("POST", "/wp-login.php"), ("GET", "/a?username=x&password=y"), ("POST", "/xmlrpc.php"),
            ("GET", "/a?pass=1"), ("POST", "/Account/SignIn?next=%2F"),
        ]) func `is a try`(method: String, target: String)
    {
        #expect(HTTPLoginForm.isTry(method: method, target: target))
    }

    @Test(
        arguments: [
            ("GET", "/login"), ("POST", "/api/items"), ("GET", "/a?compass=north"), ("GET", "/a?bypass=1"),
            ("POST", ""),
            ("GET", "/?q=password"),
        ]) func `is not a try`(method: String, target: String)
    {
        #expect(!HTTPLoginForm.isTry(method: method, target: target))
    }
}
