namespace Orchestrator.Store.Tree;

/// <summary>A node of <see cref="EntryTree"/>: frozen, except for the editor that made it and still owns it.</summary>
internal abstract class EntryNode(object owner)
{
    /// <summary>Slots a node has.</summary>
    public const int Width = 32;

    /// <summary>Below this many used slots a node joins a neighbour where both fit into one.</summary>
    public const int Sparse = 8;

    public object Owner { get; } = owner;

    /// <summary>Slots in use.</summary>
    public int Count { get; set; }

    /// <summary>Entries in the whole subtree.</summary>
    public int Size { get; set; }

    public abstract EntryNode CopyFor(object owner);

    /// <summary>Moves the slots from <paramref name="at"/> on into a new node.</summary>
    public abstract EntryNode SplitOff(int at, object owner);

    /// <summary>Takes all slots of a right neighbour of the same kind, which keys from <paramref name="separator"/> on
    /// lie below.</summary>
    public abstract void Absorb(EntryNode right, string separator);
}
