using System.Text;
using System.Text.Json;
using Orchestrator.Store;

namespace Orchestrator.EndToEnd.Tests.Flows;

/// <summary>One write: its revision and the object as stored.</summary>
internal sealed record Stored(long Revision, string Key, JsonElement Object)
{
    public string Uid => Text("metadata", "uid")!;

    public string Name => Text("metadata", "name")!;

    /// <summary>The string at a path; null where there is none.</summary>
    public string? Text(params string[] path)
    {
        var at = Object;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        }
        return at.ToString();
    }

    public bool IsTrue(string condition) =>
        Object.TryGetProperty("status", out var status) && status.TryGetProperty("conditions", out var conditions)
        && conditions.EnumerateArray().Any(item =>
            item.GetProperty("type").GetString() == condition && item.GetProperty("status").GetString() == "True");

    /// <summary>Whether the object that stands in <c>ownerReferences</c> as its controller is this one.</summary>
    public bool IsOwnedBy(Stored owner) =>
        Object.GetProperty("metadata").TryGetProperty("ownerReferences", out var owners)
        && owners.EnumerateArray().Any(item => item.GetProperty("uid").GetString() == owner.Uid
            && item.TryGetProperty("controller", out var controls) && controls.GetBoolean());
}

/// <summary>The store's history after a revision.</summary>
internal sealed class History(IStore store, long after)
{
    /// <summary>The first write below a key prefix that is as described.</summary>
    public Stored? Find(string prefix, Func<Stored, bool> isIt) => All(prefix).FirstOrDefault(isIt);

    /// <summary>The same; fails with what was written instead.</summary>
    public Stored First(string prefix, Func<Stored, bool> isIt)
    {
        var found = Find(prefix, isIt);
        Assert.True(found is not null, $"no such write below {prefix}:\n{Tell(prefix)}");
        return found;
    }

    /// <summary>Every write below a key prefix, oldest first; deletes are left out.</summary>
    public IEnumerable<Stored> All(string prefix)
    {
        foreach (var change in store.ChangesAfter(after, prefix))
        {
            if (change.Current is { } now)
                yield return new(change.Revision, change.Key, JsonDocument.Parse(now.Value.Json).RootElement);
        }
    }

    private string Tell(string prefix)
    {
        var text = new StringBuilder();
        foreach (var write in All(prefix))
            text.AppendLine($"{write.Revision} {write.Key} {write.Object}");
        return text.ToString();
    }
}
