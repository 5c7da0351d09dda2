namespace Orchestrator.Actors.Tests.Suite;

/// <summary>Answers with twice the number.</summary>
public sealed class Doubling : Actor<Doubling.Question>
{
    public override ValueTask OnMessageAsync(Question message)
    {
        message.Reply.Answer(2 * message.Number);
        return default;
    }

    public sealed record Question(int Number, IReply<int> Reply);
}
