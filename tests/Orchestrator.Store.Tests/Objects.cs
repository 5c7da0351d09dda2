using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests;

/// <summary>Objects and entries for tests.</summary>
internal static class Objects
{
    public static IObjectCodec Codec { get; } = new KindObjectCodec();

    public static string Key(string name) => $"/registry/configmaps/default/{name}";

    public static ConfigMap Map(string name, string text = "x") => ConfigMap.Empty with
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default", Uid = $"uid-{name}" },
        Data = ValueMap.Of(("text", text)),
    };

    public static WriteCommand Put(string name, string text = "x", long? expected = null, Fence? fence = null) =>
        new(Key(name), Map(name, text), expected, fence);

    public static WriteCommand Delete(string name, long? expected = null) => new(Key(name), null, expected);

    public static string Text(StoreEntry? entry) => ((ConfigMap)entry!.Value.Object).Data["text"]!;

    /// <summary>Null for a deletion.</summary>
    public static string? Text(WriteCommand command) => (command.Value as ConfigMap)?.Data["text"];

    public static StoreEntry Entry(string key, long revision = 1, string text = "x")
    {
        var value = StoredObject.Prepare(key, Map(key[(key.LastIndexOf('/') + 1)..], text), Codec);
        value.Fill(revision);
        return new StoreEntry(key, value, revision, revision);
    }

    public static Lease Lease(string name, string uid, string holder, int transitions) =>
        Api.Coordination.V1.Lease.Empty with
        {
            Metadata = ObjectMeta.Empty with { Name = name, Namespace = "kube-system", Uid = uid },
            Spec = LeaseSpec.Empty with { HolderIdentity = holder, LeaseTransitions = transitions },
        };

    public static JournalPosition At(long epoch, long sequence) => new(epoch, sequence);
}
