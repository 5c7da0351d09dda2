using System.Runtime.InteropServices;

namespace Orchestrator.Node.Process.Native;

/// <summary>Starts programs with posix_spawn: own session, no inherited signal settings, output straight to a
/// file.</summary>
/// <remarks>
/// The output goes through no descriptor of ours, so that a program outlives us without noticing. posix_spawn shares
/// our
/// memory until exec, so that the cost (about a millisecond) does not follow the size of this process.
/// </remarks>
internal static unsafe class Spawner
{
    private const uint PrivateFile = 0x1A0; // rw-r-----
    private const int RoomForAnyLibc = 512; // glibc needs 80, 336 and 128 bytes, musl less

    /// <summary>The new process' id.</summary>
    /// <exception cref="SpawnException">The program could not be started.</exception>
    public static int Start(SpawnRequest request)
    {
        var scratch = stackalloc byte[RoomForAnyLibc * 3];
        var actions = scratch;
        var attributes = scratch + RoomForAnyLibc;
        var signals = attributes + RoomForAnyLibc;
        using var strings = new NativeStrings();
        Libc.FileActionsInit(actions);
        Libc.AttributesInit(attributes);
        try
        {
            var output = strings.Add(request.OutputFile);
            Check(Libc.FileActionsAddOpen(actions, 1, output, Libc.OpenAppendCreate, PrivateFile));
            Check(Libc.FileActionsAddDup2(actions, 1, 2));
            Check(Libc.FileActionsAddChdir(actions, strings.Add(request.WorkingDir)));
            // Last but the input, whose descriptor it borrows: who finds this file knows that execution was imminent.
            if (request.BegunFile is { } begun)
                Check(Libc.FileActionsAddOpen(actions, 0, strings.Add(begun), Libc.OpenWriteCreate, PrivateFile));
            Check(Libc.FileActionsAddOpen(actions, 0, strings.Add("/dev/null"), Libc.OpenReadOnly, 0));
            // .NET ignores SIGPIPE, and an ignored signal stays ignored across exec.
            Libc.SignalsFill(signals);
            Check(Libc.AttributesSetSignalDefault(attributes, signals));
            Libc.SignalsEmpty(signals);
            Check(Libc.AttributesSetSignalMask(attributes, signals));
            Check(Libc.AttributesSetFlags(
                attributes, Libc.SpawnSetSession | Libc.SpawnSetSignalDefault | Libc.SpawnSetSignalMask));
            int pid;
            Check(Libc.Spawn(
                &pid, strings.Add(request.Executable), actions, attributes,
                strings.AddAll(request.Argv), strings.AddAll(request.Env)));
            return pid;
        }
        finally
        {
            Libc.FileActionsDestroy(actions);
            Libc.AttributesDestroy(attributes);
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new SpawnException(Marshal.GetPInvokeErrorMessage(error), error);
    }
}
