using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Events.</summary>
public sealed class EventKind : KindDefinition<Event>
{
    public override GroupVersionKind Gvk => Event.GroupVersionKind;

    public override string Plural => "events";

    public override ValueList<string> ShortNames { get; } = ["ev"];

    public override bool AllowsCreateOnUpdate => true;
}
