using System.Collections.Concurrent;
using System.Text.Json;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Faults;

/// <summary>Clients that write without pause and remember every answer; the server may vanish under them.</summary>
/// <remarks>Each creates ConfigMaps <c>w0-1</c>, <c>w0-2</c>, … and counts in its own, <c>counter-0</c>.</remarks>
internal sealed class WriteLoad(ApiHttp api, int writers)
{
    private const string Path = "/api/v1/namespaces/default/configmaps";
    private readonly ConcurrentDictionary<string, long> _created = new();
    private readonly ConcurrentDictionary<long, string> _revisions = new();
    private readonly (int Value, long Revision)[] _counters = new (int, long)[writers];
    private readonly int[] _next = new int[writers];
    private long _newest;
    private long _floor;

    public int Acknowledged => _revisions.Count;

    /// <summary>Writes until the server goes away. Any answer but success fails.</summary>
    public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, writers).Select(WriteAsync));

    /// <summary>Compares what is there with what was acknowledged.</summary>
    public async Task CheckAsync()
    {
        var list = await api.GetAsync(Path);
        Assert.Equal(200, list.Code);
        Assert.True(list.Revision >= _newest, $"revision {list.Revision} after {_newest} was acknowledged");
        _floor = list.Revision;
        var there = list.Json.GetProperty("items").EnumerateArray().ToDictionary(Name, item => item);
        foreach (var (name, revision) in _created)
        {
            Assert.True(there.ContainsKey(name), $"{name} was acknowledged at {revision} and is lost");
            Assert.Equal(revision, RevisionOf(there[name]));
        }
        for (var i = 0; i < writers; i++)
            CheckCounter(i, there);
    }

    private void CheckCounter(int writer, Dictionary<string, JsonElement> there)
    {
        var (value, revision) = _counters[writer];
        if (!there.TryGetValue($"counter-{writer}", out var stored))
        {
            Assert.Equal(0, value);
            return;
        }
        var found = int.Parse(stored.GetProperty("data").GetProperty("n").GetString()!);
        // The one write that was under way may have been kept, though nobody was told.
        Assert.InRange(found, value, value + 1);
        if (found == value)
            Assert.Equal(revision, RevisionOf(stored));
        // Counting goes on from what is there: the same value again would change nothing, and so get no new revision.
        _counters[writer] = (found, RevisionOf(stored));
    }

    private async Task WriteAsync(int writer)
    {
        try
        {
            while (true)
            {
                var n = ++_next[writer];
                var name = $"w{writer}-{n}";
                _created[name] = await WriteOneAsync("POST", Path, 201, name, n);
                await CountAsync(writer);
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            // The server was killed: this write has no answer.
        }
    }

    private async Task CountAsync(int writer)
    {
        var name = $"counter-{writer}";
        var next = _counters[writer].Value + 1;
        if (next > 1)
            _counters[writer] = (next, await WriteOneAsync("PUT", $"{Path}/{name}", 200, name, next));
        else
            _counters[writer] = (next, await WriteOneAsync("POST", Path, 201, name, next));
    }

    private async Task<long> WriteOneAsync(string method, string path, int code, string name, int n)
    {
        var answer = await api.SendAsync(
            method, path,
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"},"data":{"n":"{{{n}}}"}}""");
        Assert.True(answer.Code == code, $"{method} {name}: {answer.Code} {answer.Body}");
        var revision = answer.Revision;
        Assert.True(revision > _floor, $"{name} was given {revision} after {_floor} had been seen");
        Assert.True(_revisions.TryAdd(revision, name), $"revision {revision} was given to {name} too");
        InterlockedMax(revision);
        return revision;
    }

    private void InterlockedMax(long revision)
    {
        var seen = Volatile.Read(ref _newest);
        while (revision > seen)
            seen = Interlocked.CompareExchange(ref _newest, revision, seen) is var was && was == seen ? revision : was;
    }

    private static string Name(JsonElement item) => item.GetProperty("metadata").GetProperty("name").GetString()!;

    private static long RevisionOf(JsonElement item) =>
        long.Parse(item.GetProperty("metadata").GetProperty("resourceVersion").GetString()!);
}
