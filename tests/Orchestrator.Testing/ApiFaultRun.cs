using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Client;

namespace Orchestrator.Testing;

/// <summary>One seed: a component against an API in memory, while an actor crashes, watches drop and calls fail as the
/// test says.</summary>
public abstract class ApiFaultRun
{
    protected ApiFaultRun(ulong seed)
    {
        System = new(seed);
        Chance = System.Fork("faults");
        Api = new(System.Time, System.Entropy);
    }

    protected SimulatedActorSystem System { get; }

    protected Entropy Chance { get; }

    protected FakeApi Api { get; }

    /// <summary>Whether calls may fail.</summary>
    protected bool IsFaulty { get; set; } = true;

    /// <summary>Crashes the actor, or drops or fails the watches; in most cases nothing.</summary>
    /// <returns>Which of so many cases it was: from 3 on they are the caller's.</returns>
    protected int Disturb(string path, int cases)
    {
        var what = Chance.Next(cases);
        switch (what)
        {
            case 0:
                System.Crash(path);
                break;
            case 1:
                Api.DropWatches();
                break;
            case 2:
                Api.Compact();
                Api.FailWatches(new ApiUnreachableException("cut"));
                break;
        }
        return what;
    }
}
