using Orchestrator.Api.Kinds;

namespace Orchestrator.Akka.Remoting;

/// <summary>The kinds a server keeps, by the names they have in URLs.</summary>
internal sealed class KindsAnswer(IReadOnlyList<KindDefinition> kinds) : IAnswerSource
{
    public bool SendsAtOnce => false;

    public ValueTask<bool> WriteAsync(AnswerWriter to, CancellationToken cancellation)
    {
        foreach (var kind in kinds)
        {
            var text = new WireWriter();
            text.Text(kind.Gvk.Group);
            text.Text(kind.Gvk.Version);
            text.Text(kind.Plural);
            to.Add(AnswerRecord.Kind, text.ToArray());
        }
        return new(false);
    }

    public ValueTask DisposeAsync() => default;
}
