using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of ServiceAccounts.</summary>
public sealed class ServiceAccountKind : KindDefinition<ServiceAccount>
{
    public override GroupVersionKind Gvk => ServiceAccount.GroupVersionKind;

    public override string Plural => "serviceaccounts";

    public override ValueList<string> ShortNames { get; } = ["sa"];
}
