using Orchestrator.Api.Authorization.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Authorization;

/// <summary>Decides who may do what.</summary>
public interface IAuthorizer
{
    bool Allows(in ResourceAccess access);

    /// <summary>Why it is not allowed, in words for whoever asked; empty where there is nothing more to say.</summary>
    string ReasonAgainst(in ResourceAccess access) => "";

    /// <summary>Whether a refusal hangs on objects in the store, so that it may be out of date where other processes
    /// write; false where it would be refused whatever there is.</summary>
    bool RestsOnState(in ResourceAccess access) => true;

    /// <summary>Whether the user may read a path that is no resource, such as <c>/version</c>.</summary>
    bool AllowsPath(UserIdentity user, string verb, string path);

    /// <summary>All that a user may do in a namespace, at the cluster's scope included.</summary>
    SubjectRulesReviewStatus RulesFor(UserIdentity user, string ns);
}

/// <summary>One question to the authorizer.</summary>
/// <param name="Namespace">Empty at the cluster's scope.</param>
/// <param name="Subresource">Empty for the object itself.</param>
public readonly record struct ResourceAccess(
    UserIdentity User, RequestVerb Verb, string Group, string Resource, string Subresource, string Namespace,
    string Name)
{
    /// <summary>The fields that a list or watch selects by; null for all.</summary>
    public FieldMatcher? Fields { get; init; }

    /// <summary>The one value of a field that the request is confined to; null where it is not.</summary>
    public string? SelectsField(string field) => Fields?.RequiredValue(field);
}
