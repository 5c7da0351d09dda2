using System.Text.Json;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Faults;

/// <summary>Pods whose programs can be told apart, to count what runs: never two of one, never one of none.</summary>
internal sealed class PodLoad(ApiHttp api)
{
    private const string Path = "/api/v1/namespaces/default/pods";
    private readonly Dictionary<string, string> _sleeps = [];

    /// <summary>Asks for one more Pod; the server may vanish meanwhile.</summary>
    public async Task CreateAsync()
    {
        var (name, sleep) = ($"sleeper-{_sleeps.Count}", ProcessTable.UniqueSleep());
        _sleeps[name] = sleep;
        try
        {
            await api.PostAsync(Path, $$$"""
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}"},
                "spec":{"terminationGracePeriodSeconds":1,"containers":[
                 {"name":"main","image":"sleeper","command":["sleep","{{{sleep}}}"]}]}}
                """);
        }
        catch (HttpRequestException)
        {
            // Whether it was kept is what the next start shows.
        }
    }

    public void CheckNoneRunsTwice()
    {
        foreach (var (name, sleep) in _sleeps)
            Assert.True(ProcessTable.WithArgument(sleep).Count <= 1, $"{name} runs more than once");
    }

    /// <summary>Every Pod that is stored runs exactly once and says so; a program without a Pod does not run.</summary>
    public async Task SettleAsync()
    {
        var list = await api.GetAsync(Path);
        var stored = list.Json.GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("metadata").GetProperty("name").GetString()!);
        foreach (var (name, sleep) in _sleeps)
        {
            var running = ProcessTable.WithArgument(sleep).Count;
            Assert.True(running == (stored.ContainsKey(name) ? 1 : 0), $"{name}: {running} processes");
            Assert.True(!stored.TryGetValue(name, out var pod) || IsReady(pod), $"{name} is not ready");
        }
    }

    public Dictionary<string, int> Pids() => _sleeps
        .Select(pair => (pair.Key, Pids: ProcessTable.WithArgument(pair.Value)))
        .Where(pair => pair.Pids.Count == 1)
        .ToDictionary(pair => pair.Key, pair => pair.Pids[0]);

    public async Task<int> RestartsAsync()
    {
        var list = await api.GetAsync(Path);
        return list.Json.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("status").GetProperty("containerStatuses")[0])
            .Sum(container => container.GetProperty("restartCount").GetInt32());
    }

    private static bool IsReady(JsonElement pod) =>
        pod.GetProperty("status").TryGetProperty("containerStatuses", out var containers)
        && containers.EnumerateArray().All(container => container.GetProperty("ready").GetBoolean());
}
