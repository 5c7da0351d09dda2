using Orchestrator.Actors;
using Orchestrator.Api.Errors;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Tests;

/// <summary>Seeds, and the faults they bring.</summary>
internal static class Seeds
{
    public static TheoryData<ulong> Forty => [.. Enumerable.Range(1, 40).Select(seed => (ulong)seed)];

    /// <summary>From here to the next call: some writes are refused or lose their answer, watches may break, a
    /// controller may crash.</summary>
    public static void Disturb(this ControllerWorld world, Entropy chance)
    {
        world.Api.Fault = call => !call.IsWrite || call.Kind?.Plural == "events" ? null : chance.Next(10) switch
        {
            0 => new ApiUnreachableException("lost on the way there"),
            1 => Statuses.TooManyRequests(1),
            _ => null,
        };
        world.Api.LostAnswer = call => call.IsWrite && call.Kind?.Plural != "events" && chance.Next(10) == 0
            ? new ApiUnreachableException("lost on the way back")
            : null;
        if (chance.Next(5) == 0)
            world.Api.DropWatches();
        if (chance.Next(8) == 0)
            world.Api.Compact();
        if (chance.Next(6) == 0)
        {
            foreach (var path in world.System.LivePaths)
            {
                if (path.EndsWith("-controller", StringComparison.Ordinal))
                    world.System.Crash(path);
            }
        }
        // The user's own requests, which follow, are not disturbed.
        var (fault, lost) = (world.Api.Fault, world.Api.LostAnswer);
        world.Api.Fault = call => world.IsUserActing ? null : fault(call);
        world.Api.LostAnswer = call => world.IsUserActing ? null : lost(call);
    }

    public static void Calm(this ControllerWorld world)
    {
        world.Api.Fault = null;
        world.Api.LostAnswer = null;
        // Expectations whose event can never come end by themselves.
        world.Run(600);
    }
}
