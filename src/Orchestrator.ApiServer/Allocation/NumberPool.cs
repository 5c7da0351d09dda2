using Orchestrator.Actors;

namespace Orchestrator.ApiServer.Allocation;

/// <summary>Numbers of a range of which each has at most one holder. Not for concurrent use: its owner guards
/// it.</summary>
/// <remarks>
/// As Kubernetes: the low part of the range (a sixteenth, 16 to 256 numbers) is left to those who name a number
/// themselves, and is
/// drawn from only when the rest is used up.
/// </remarks>
internal sealed class NumberPool
{
    private readonly int _first;
    private readonly int _count;
    private readonly int _reserved;
    private readonly ulong[] _taken;
    private int _takenCount;

    /// <param name="first">The lowest number.</param>
    /// <param name="count">How many there are.</param>
    public NumberPool(int first, int count)
    {
        _first = first;
        _count = count;
        _reserved = count < 32 ? 0 : Math.Clamp(count / 16, 16, 256);
        _taken = new ulong[(count + 63) / 64];
    }

    public bool IsFull => _takenCount == _count;

    public bool Contains(int number) => number >= _first && number - _first < _count;

    public bool IsTaken(int number) => Contains(number) && Get(number - _first);

    /// <summary>Takes a number; false where another has it.</summary>
    public bool TryTake(int number)
    {
        var bit = number - _first;
        if (Get(bit))
            return false;
        _taken[bit >> 6] |= 1UL << (bit & 63);
        _takenCount++;
        return true;
    }

    /// <summary>Takes any free number: at random first, then the next free one.</summary>
    public int? TryTakeAny(Entropy entropy)
    {
        if (IsFull)
            return null;
        var upper = _count - _reserved;
        var start = _reserved + entropy.Next(upper);
        var bit = FindFree(start, _count) ?? FindFree(_reserved, start) ?? FindFree(0, _reserved);
        if (bit is not { } free)
            return null;
        TryTake(_first + free);
        return _first + free;
    }

    public void Return(int number)
    {
        var bit = number - _first;
        if (!Contains(number) || !Get(bit))
            return;
        _taken[bit >> 6] &= ~(1UL << (bit & 63));
        _takenCount--;
    }

    private int? FindFree(int from, int to)
    {
        for (var bit = from; bit < to; bit++)
        {
            // A full word is 64 numbers at once.
            if ((bit & 63) == 0 && bit + 64 <= to && _taken[bit >> 6] == ulong.MaxValue)
                bit += 63;
            else if (!Get(bit))
                return bit;
        }
        return null;
    }

    private bool Get(int bit) => (_taken[bit >> 6] & (1UL << (bit & 63))) != 0;
}
