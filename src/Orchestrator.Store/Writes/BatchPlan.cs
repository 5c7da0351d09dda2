using Orchestrator.Api.Coordination.V1;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Writes;

/// <summary>What a batch of writes comes to: each is checked in order against the state that its predecessors leave,
/// and those that hold get their revisions. Pure; nothing is published before <see cref="Commit"/>.</summary>
internal sealed class BatchPlan(EntryTree tree, long revision)
{
    private readonly EntryTreeEditor _editor = tree.Edit();
    private readonly List<StoreChange> _changes = [];
    private readonly List<(PendingWrite Write, WriteResult Result)> _results = [];
    private long _revision = revision;
    private (Fence Fence, StoreEntry? Lease, bool Holds) _checked;

    /// <summary>The writes that hold, with consecutive revisions.</summary>
    public IReadOnlyList<StoreChange> Changes => _changes;

    public void Add(PendingWrite write)
    {
        var current = _editor.Get(write.Command.Key);
        _results.Add((write, Decide(write, current)));
    }

    public EntryTree Commit() => _editor.Commit();

    /// <summary>Answers everyone; called when the changes are on disk.</summary>
    public void Answer()
    {
        foreach (var (write, result) in _results)
            write.Answer(result);
    }

    public void Fail(Exception error)
    {
        foreach (var (write, _) in _results)
            write.Fail(error);
    }

    private WriteResult Decide(PendingWrite write, StoreEntry? current)
    {
        var command = write.Command;
        if (command.Fence is { } fence && !Holds(fence))
            return new WriteResult(false, _revision, current, Fenced: true);
        if (command.ExpectedRevision is { } expected && expected != (current?.ModRevision ?? 0))
            return new WriteResult(false, _revision, current);
        if (write.Value is { } value)
            return Put(command.Key, value, current);
        if (current is null)
            return new WriteResult(false, _revision, null);
        _editor.Remove(command.Key);
        _changes.Add(new StoreChange(++_revision, current.Key, current, null));
        return new WriteResult(true, _revision, current);
    }

    private WriteResult Put(string key, StoredObject value, StoreEntry? current)
    {
        value.Fill(++_revision);
        // The first string of a key is kept for all of its values.
        var entry = new StoreEntry(current?.Key ?? key, value, current?.CreateRevision ?? _revision, _revision);
        _editor.Set(entry);
        _changes.Add(new StoreChange(_revision, entry.Key, current, entry));
        return new WriteResult(true, _revision, entry);
    }

    /// <summary>Whether the Lease is still as the leader took it. A batch mostly carries one leader's token:
    /// remembered.</summary>
    private bool Holds(Fence fence)
    {
        var lease = _editor.Get(fence.StorageKey);
        if (fence == _checked.Fence && ReferenceEquals(lease, _checked.Lease))
            return _checked.Holds;
        var holds = lease?.Value.Object is Lease { Spec: { } spec } held
            && held.Metadata.Uid == fence.Uid
            && spec.HolderIdentity == fence.Holder
            && (spec.LeaseTransitions ?? 0) == fence.Transitions;
        _checked = (fence, lease, holds);
        return holds;
    }
}
