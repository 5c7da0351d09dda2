using Orchestrator.Api;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Testing;

/// <summary>One call of a component to the API.</summary>
/// <param name="Verb">Kubernetes' verb: get, list, watch, create, update, patch, delete, deletecollection; and
/// discover.</param>
public sealed record FakeCall(string Verb, KindDefinition? Kind, ObjectKey Key, string? Subresource)
{
    public bool IsWrite => Verb is "create" or "update" or "patch" or "delete" or "deletecollection";

    public override string ToString() =>
        $"{Verb} {Kind?.Plural}{(Subresource is null ? "" : "/" + Subresource)} {Key}";
}
