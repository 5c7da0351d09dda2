namespace Orchestrator.Store.Roles;

/// <summary>What a role tells itself; dropped when the store has another role by then.</summary>
internal abstract record RoleMessage(StoreRole Role) : StoreMessage;
