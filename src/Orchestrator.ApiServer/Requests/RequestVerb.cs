namespace Orchestrator.ApiServer.Requests;

/// <summary>What is done to a resource.</summary>
public enum RequestVerb
{
    Get,
    List,
    Watch,
    Create,
    Update,
    Patch,
    Delete,
    DeleteCollection,

    /// <summary>Asked of the authorizer alone: to decide about requests to a signer.</summary>
    Approve,

    /// <summary>Asked of the authorizer alone: to issue a signer's certificates.</summary>
    Sign,
}

public static class RequestVerbs
{
    private static readonly string[] Names =
        ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "approve", "sign"];

    /// <summary>The verb as authorization rules, metrics and discovery spell it.</summary>
    public static string Name(this RequestVerb verb) => Names[(int)verb];

    public static bool IsRead(this RequestVerb verb) => verb <= RequestVerb.Watch;
}
