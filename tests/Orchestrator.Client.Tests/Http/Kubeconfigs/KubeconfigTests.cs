using Orchestrator.Client.Http.Kubeconfigs;

namespace Orchestrator.Client.Tests.Http.Kubeconfigs;

public class KubeconfigTests
{
    private const string Whole = """
        apiVersion: v1
        kind: Config
        current-context: b
        clusters:
        - name: c
          cluster: {server: "https://10.0.0.1:6443/p", tls-server-name: api}
        users:
        - name: u
          user:
            token: secret
        - name: fetched
          user:
            exec: {command: login}
        contexts:
        - name: a
          context: {cluster: c, user: fetched}
        - name: b
          context: {cluster: c, user: u, namespace: n}
        - name: lost
          context: {cluster: c, user: nobody}
        """;

    [Fact]
    public void CurrentContext_SaysWhereAndWho()
    {
        var config = Kubeconfig.Parse(Whole, "/etc/k");
        var options = config.OptionsFor();
        Assert.Equal("n", config.Context().Namespace);
        Assert.Equal("https://10.0.0.1:6443/p", options.Server.ToString());
        Assert.Equal("api", options.ServerName);
        Assert.Equal("secret", options.Token!.Current());
        Assert.Null(options.Authorities);
        Assert.DoesNotContain("secret", config.Users[0].ToString());
    }

    [Fact]
    public void Json_IsReadToo()
    {
        var config = Kubeconfig.Parse(
            """
            {"kind":"Config",
             "clusters":[{"name":"c","cluster":{"server":"https://a","certificate-authority":"pki/ca"}}]}
            """,
            "/etc/k");
        Assert.Equal(Path.GetFullPath("/etc/k/pki/ca"), config.Clusters.Single().AuthorityFile);
    }

    [Theory]
    [InlineData("a", "user fetched: exec is not supported")]
    [InlineData("lost", "context lost names the user nobody, which is not there")]
    [InlineData("none", "there is no context none")]
    public void ContextThatCannotBeFollowed_IsRefusedByName(string context, string message)
    {
        var config = Kubeconfig.Parse(Whole, "/");
        Assert.Equal(message, Assert.Throws<KubeconfigException>(() => config.OptionsFor(context)).Message);
    }

    [Theory]
    [InlineData("no kubeconfig", "kind: Pod", "the document is no kubeconfig: its kind is not Config")]
    [InlineData("empty", "", "the document is no kubeconfig: its kind is not Config")]
    [InlineData("no server", "clusters: [{name: c, cluster: {}}]", "cluster c names no server")]
    [InlineData("no name", "users: [{user: {}}]", "an entry of users has no name")]
    [InlineData("unverified", "clusters: [{name: c, cluster: {server: x, insecure-skip-tls-verify: true}}]",
        "cluster c: insecure-skip-tls-verify is not supported, name its authority")]
    [InlineData("no base64", "users: [{name: u, user: {client-key-data: '*'}}]",
        "user u: client-key-data is not base64")]
    public void WrongDocument_IsRefusedByName(string what, string text, string message)
    {
        var error = Assert.Throws<KubeconfigException>(() => Kubeconfig.Parse(text, "/"));
        Assert.True(error.Message == message, $"{what}: {error.Message}");
    }

    [Theory]
    [InlineData("no key", "user: {client-certificate: /no/such.crt}", "a client certificate without its key")]
    [InlineData("no files", "user: {client-certificate: /no/such.crt, client-key: /no/such.key}", "/no/such")]
    public void UnusableCredentials_AreRefusedByName(string what, string user, string part)
    {
        var config = Kubeconfig.Parse(
            $$$"""
            clusters: [{name: c, cluster: {server: "https://a"}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            users:
            - name: u
              {{{user}}}
            """,
            "/");
        var error = Assert.Throws<KubeconfigException>(() => config.OptionsFor());
        Assert.True(error.Message.StartsWith("user u: ") && error.Message.Contains(part), $"{what}: {error.Message}");
    }
}
