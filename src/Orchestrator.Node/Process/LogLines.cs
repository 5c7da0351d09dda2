using Microsoft.Win32.SafeHandles;

namespace Orchestrator.Node.Process;

/// <summary>Finds the beginnings of lines in a log file.</summary>
internal static class LogLines
{
    private const byte NewLine = (byte)'\n';
    private const int BlockSize = 64 * 1024;

    /// <summary>The first line that begins at or after an offset; <paramref name="end"/> when there is none.</summary>
    public static long NextLine(SafeFileHandle file, long offset, long end)
    {
        if (offset <= 0)
            return 0;
        var block = new byte[BlockSize];
        for (var at = offset - 1; at < end;)
        {
            var read = RandomAccess.Read(file, block.AsSpan(0, (int)Math.Min(BlockSize, end - at)), at);
            if (read == 0)
                break;
            var found = block.AsSpan(0, read).IndexOf(NewLine);
            if (found >= 0)
                return at + found + 1;
            at += read;
        }
        return end;
    }

    /// <summary>Where the last lines begin; an unfinished line at the end counts as one.</summary>
    public static long TailStart(SafeFileHandle file, long start, long end, long lines)
    {
        if (lines <= 0)
            return end;
        var block = new byte[BlockSize];
        var missing = lines;
        var last = true;
        for (var high = end; high > start;)
        {
            var low = Math.Max(start, high - BlockSize);
            var read = RandomAccess.Read(file, block.AsSpan(0, (int)(high - low)), low);
            for (var i = read - 1; i >= 0; i--)
            {
                // The newline that ends the last line begins none.
                var endsLast = last;
                last = false;
                if (block[i] == NewLine && !endsLast && --missing == 0)
                    return low + i + 1;
            }
            high = low;
        }
        return start;
    }
}
