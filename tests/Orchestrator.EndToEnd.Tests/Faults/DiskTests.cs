using System.Diagnostics;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Faults;

/// <summary>The disk is full, or may not be written to.</summary>
public sealed class DiskTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private static readonly string Text = new('x', 20_000);

    [MountFact]
    public async Task FullDisk_RefusesClearly_LosesNothing_AndServesAgainWhenThereIsSpace()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 48);
        await using var cluster = await OrchestratorProcess.StartInAsync(Path.Combine(disk.Root, "data"), []);
        using var api = ApiHttp.Admin(cluster.Kubeconfig);
        var kept = new List<string>();
        disk.Fill();

        var refusal = await WriteUntilRefusedAsync(api, kept);

        Assert.InRange(refusal.Code, 500, 507);
        Assert.Equal("Status", refusal.Json.GetProperty("kind").GetString());
        Assert.Contains("space", refusal.Json.GetProperty("message").GetString());
        await CheckThereAsync(api, kept); // reads go on
        disk.Free();
        await Eventually.Async(async () => Assert.Equal(201, (await CreateAsync(api, "after")).Code));
        await cluster.KillAsync();
        await cluster.StartAgainAsync();
        await CheckThereAsync(api, [.. kept, "after"]);
    }

    [MountFact]
    public async Task StartOnAFullDisk_IsRefused()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 1);
        disk.Fill();

        var result = await UpAsync(Path.Combine(disk.Root, "data"));

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("orchestrator up: ", result.Errors);
        Assert.Contains("space", result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
    }

    [MountFact]
    public async Task ReadOnlyDirectory_IsRefused_AndIsGoodAgainAfterwards()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 48);
        var data = Path.Combine(disk.Root, "data");
        await using var cluster = await OrchestratorProcess.StartInAsync(data, []);
        using var api = ApiHttp.Admin(cluster.Kubeconfig);
        Assert.Equal(201, (await CreateAsync(api, "before")).Code);
        await cluster.StopAsync();
        await disk.ReadOnlyAsync();

        var result = await UpAsync(data);

        await disk.ReadWriteAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("orchestrator up: ", result.Errors);
        Assert.Contains(data, result.Errors);
        Assert.Contains("ead-only file system", result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
        await cluster.StartAgainAsync();
        await CheckThereAsync(api, ["before"]);
    }

    private static Task<RunResult> UpAsync(string data) => Run.AsyncWith(
        new ProcessStartInfo(OrchestratorProcess.Command, ["up", "--data", data, "--listen", "127.0.0.1:0"]));

    private static async Task<ApiAnswer> WriteUntilRefusedAsync(ApiHttp api, List<string> kept)
    {
        // The database may hold free pages of its own: it takes some writes until it needs a byte of the disk.
        for (var i = 0; i < 2000; i++)
        {
            var answer = await CreateAsync(api, $"c{i}");
            if (answer.Code != 201)
                return answer;
            kept.Add($"c{i}");
        }
        throw new Xunit.Sdk.XunitException("a full disk took 2000 objects");
    }

    private static Task<ApiAnswer> CreateAsync(ApiHttp api, string name) => api.PostAsync(
        ConfigMaps,
        $$$"""
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"},"data":{"text":"{{{Text}}}"}}
        """);

    private static async Task CheckThereAsync(ApiHttp api, IEnumerable<string> names)
    {
        foreach (var name in names)
            Assert.Equal(200, (await api.GetAsync($"{ConfigMaps}/{name}")).Code);
    }
}
