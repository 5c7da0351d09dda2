using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Hostile;

/// <summary>One cluster that is sent what no client should send, and must not change by it.</summary>
public sealed class HostileCluster : IAsyncLifetime
{
    /// <summary>What only we write. Leases, nodes and events live on by themselves.</summary>
    private static readonly string[] Lists =
    [
        "/api/v1/namespaces", "/api/v1/configmaps", "/api/v1/secrets", "/api/v1/serviceaccounts", "/api/v1/services",
        "/api/v1/pods", "/apis/apps/v1/deployments", "/apis/apps/v1/replicasets",
    ];

    private OrchestratorProcess? _cluster;
    private ApiHttp? _admin;

    public OrchestratorProcess Cluster => _cluster!;

    public ApiHttp Admin => _admin!;

    public async Task InitializeAsync()
    {
        _cluster = await OrchestratorProcess.StartAsync("--runtime", "hollow");
        _admin = ApiHttp.Admin(_cluster.Kubeconfig);
        await Ready.DefaultServiceAccountAsync(_admin);
        var target = await _admin.PostAsync(
            "/api/v1/namespaces/default/configmaps",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"target"},"data":{"a":"1"}}""");
        Assert.Equal(201, target.Code);
        await SettledAsync();
    }

    public async Task DisposeAsync()
    {
        _admin?.Dispose();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    /// <summary>A digest of every object and its resourceVersion.</summary>
    public async Task<string> DigestAsync()
    {
        var all = new StringBuilder();
        foreach (var path in Lists)
        {
            var list = await Admin.GetAsync(path);
            Assert.Equal(200, list.Code);
            foreach (var item in list.Json.GetProperty("items").EnumerateArray())
                all.AppendLine(item.GetProperty("metadata").GetRawText());
        }
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    /// <summary>Sends one, and checks the refusal and that nothing changed by it.</summary>
    /// <param name="what">The row's name, for the failure's message.</param>
    public async Task RefusesAsync(string what, int code, Func<ApiHttp, Task<ApiAnswer>> send)
    {
        var before = await DigestAsync();
        var answer = await send(Admin);
        AssertStatus(what, code, answer);
        Assert.Equal(before, await DigestAsync());
        AssertSilent();
    }

    /// <summary>How to join is all that the server says of its own accord.</summary>
    public void AssertSilent()
    {
        var said = Cluster.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(said, line => Assert.StartsWith("another node joins with the command", line));
    }

    public static void AssertStatus(string what, int code, ApiAnswer answer)
    {
        Assert.True(answer.Code == code, $"{what}: {code} expected, not {answer.Code}: {answer.Body}");
        Assert.Equal("Status", answer.Json.GetProperty("kind").GetString());
        Assert.Equal("v1", answer.Json.GetProperty("apiVersion").GetString());
        Assert.Equal("Failure", answer.Json.GetProperty("status").GetString());
        Assert.Equal(code, answer.Json.GetProperty("code").GetInt32());
        Assert.NotEqual("", answer.Json.GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.String, answer.Json.GetProperty("reason").ValueKind);
    }

    /// <summary>Controllers have made what every namespace gets.</summary>
    private Task SettledAsync() => Eventually.Async(async () =>
    {
        foreach (var name in new[] { "default", "kube-system", "kube-public", "kube-node-lease" })
        {
            Assert.Equal(200, (await Admin.GetAsync($"/api/v1/namespaces/{name}/serviceaccounts/default")).Code);
            Assert.Equal(200, (await Admin.GetAsync($"/api/v1/namespaces/{name}/configmaps/kube-root-ca.crt")).Code);
        }
    });
}
