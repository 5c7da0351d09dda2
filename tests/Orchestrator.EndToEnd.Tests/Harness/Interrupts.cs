using System.Globalization;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>Whether Ctrl-C reaches the programs that this one starts.</summary>
internal static class Interrupts
{
    private const string Ignored = "SigIgn:";
    private const int Interrupt = 2;

    /// <remarks>A shell without job control starts what stands before its <c>&amp;</c> so that it ignores SIGINT, and so
    /// do all that it starts: a cluster would do what it should, and then not end.</remarks>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static void CheckTheyReach()
    {
        if (AreIgnored(File.ReadLines("/proc/self/status")))
        {
            throw new InvalidOperationException(
                "these tests were started so that they ignore SIGINT, as by a shell's &: what they start could not be ended "
                + "in order; run them in the foreground");
        }
    }

    /// <param name="status">The lines of <c>/proc/PID/status</c>.</param>
    public static bool AreIgnored(IEnumerable<string> status)
    {
        foreach (var line in status)
        {
            if (line.StartsWith(Ignored, StringComparison.Ordinal))
            {
                var signals = ulong.Parse(line.AsSpan(Ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                return (signals & (1UL << (Interrupt - 1))) != 0;
            }
        }
        return false;
    }
}
