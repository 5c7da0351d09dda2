using Akka.Actor;

namespace Orchestrator.Akka.Remoting;

/// <summary>Where calls are served: one gate of one member.</summary>
/// <param name="address">The member's; empty where it is not known.</param>
/// <param name="incarnation">Tells the member from one that was at this address before it.</param>
public sealed class Gate(string address, long incarnation, ICanTell way)
{
    private volatile bool _hasAnswered;

    public string Address => address;

    public long Incarnation => incarnation;

    public ICanTell Way => way;

    /// <summary>It served a call and failed none since. One that has not is asked, with each call, whether it is there
    /// at all, since nobody says so of a message that found no actor.</summary>
    public bool HasAnswered
    {
        get => _hasAnswered;
        set => _hasAnswered = value;
    }
}
