using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Secrets.</summary>
public sealed class SecretKind : KindDefinition<Secret>
{
    public override GroupVersionKind Gvk => Secret.GroupVersionKind;

    public override string Plural => "secrets";
}
