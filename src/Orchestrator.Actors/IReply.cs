namespace Orchestrator.Actors;

/// <summary>The address of one answer. The first answer counts; later ones are dropped.</summary>
public interface IReply<in TReply>
{
    void Answer(TReply reply);

    void Fail(Exception error);
}
