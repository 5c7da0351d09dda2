using System.Buffers.Text;
using System.Diagnostics;

namespace Orchestrator.Load.Scenarios;

/// <summary>What one watcher saw: when each numbered object first arrived.</summary>
public sealed class WatchReader(int count)
{
    private int _count;

    /// <summary>By number of the object; 0 has not arrived.</summary>
    public long[] SeenAt { get; } = new long[count];

    public int Count => Volatile.Read(ref _count);

    public long Last { get; private set; }

    public void Read(ReadOnlySpan<byte> frame)
    {
        var now = Stopwatch.GetTimestamp();
        if (!TryNumber(frame, out var number) || (uint)number >= SeenAt.Length || SeenAt[number] != 0)
            return;
        SeenAt[number] = Last = now;
        Volatile.Write(ref _count, _count + 1);
    }

    // Objects are named by Bodies.Name, and the name comes early in the metadata of every server's JSON.
    private static bool TryNumber(ReadOnlySpan<byte> frame, out int number)
    {
        number = 0;
        var at = frame.IndexOf("\"load-"u8);
        return at >= 0 && frame.Length >= at + 13 && Utf8Parser.TryParse(frame.Slice(at + 6, 7), out number, out _);
    }
}
