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

    /// <summary>Asked of the authorizer alone: a verb that no request here has, such as <c>impersonate</c>, or
    /// <c>*</c> for all of them. Only who may do anything may do it.</summary>
    Other,
}

public static class RequestVerbs
{
    private static readonly string[] Names =
    [
        "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "approve", "sign", "other",
    ];

    /// <summary>The verb as authorization rules, metrics and discovery spell it.</summary>
    public static string Name(this RequestVerb verb) => Names[(int)verb];

    /// <summary>The verb of a name; <see cref="RequestVerb.Other"/> for a name that is none of these.</summary>
    public static RequestVerb Parse(string? name)
    {
        var index = Array.IndexOf(Names, name);
        return index < 0 ? RequestVerb.Other : (RequestVerb)index;
    }

    public static bool IsRead(this RequestVerb verb) => verb <= RequestVerb.Watch;
}
