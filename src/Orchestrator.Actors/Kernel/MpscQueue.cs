using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Actors.Kernel;

/// <summary>An unbounded first-in-first-out queue: any number of producers, one consumer at a time, no locks.</summary>
/// <remarks>A linked list after Dmitry Vyukov: a producer swaps itself in as the tail, then links its predecessor to
/// itself. Between the two the item cannot be taken yet, though <see cref="IsEmpty"/> is
/// already false: who sees that comes again.</remarks>
internal sealed class MpscQueue<T>
{
    private Node _head; // the consumer's: the node taken last, an empty shell
    private Node _tail; // the producers'

    public MpscQueue() => _head = _tail = new Node(default!, null);

    public bool IsEmpty => ReferenceEquals(_head, Volatile.Read(ref _tail));

    /// <summary>A full fence: what the caller reads afterwards was not read before the item was in.</summary>
    public void Enqueue(T item, IGate? gate = null)
    {
        var node = new Node(item, gate);
        Volatile.Write(ref Interlocked.Exchange(ref _tail, node).Next, node);
    }

    public bool TryDequeue([MaybeNullWhen(false)] out T item, out IGate? gate)
    {
        var taken = _head;
        var node = Volatile.Read(ref taken.Next);
        if (node is null)
        {
            item = default;
            gate = null;
            return false;
        }
        item = node.Item;
        gate = node.Gate;
        node.Item = default!;
        node.Gate = null;
        taken.Next = null; // else a dead node of an old generation keeps all its successors alive
        _head = node;
        return true;
    }

    public bool TryPeek([MaybeNullWhen(false)] out T item)
    {
        var node = Volatile.Read(ref _head.Next);
        item = node is null ? default : node.Item;
        return node is not null;
    }

    private sealed class Node(T item, IGate? gate)
    {
        public T Item = item;
        public IGate? Gate = gate;
        public Node? Next;
    }
}
