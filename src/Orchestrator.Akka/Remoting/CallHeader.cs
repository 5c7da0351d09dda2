using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.Akka.Remoting;

/// <summary>All of a call but its body: who asks, what for, and how. Null and zero where it says nothing.</summary>
/// <param name="User">Whom the caller acts for. Members of the cluster are believed, as front proxies are.</param>
public sealed record CallHeader(RemoteVerb Verb, UserIdentity User)
{
    /// <summary>The API group, empty for the core group; with version and plural, what the call is about.</summary>
    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    public string Plural { get; init; } = "";

    public string? Namespace { get; init; }

    public string? Name { get; init; }

    public string? Subresource { get; init; }

    public string? ResourceVersion { get; init; }

    public string? ResourceVersionMatch { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    public long Limit { get; init; }

    public string? Continue { get; init; }

    public bool AllowBookmarks { get; init; }

    public bool SendInitialEvents { get; init; }

    /// <summary>In ticks of 100 ns, from 1 for no time at all; 0: none is set.</summary>
    public long TimeoutTicks { get; init; }

    public bool DryRun { get; init; }

    public string? FieldManager { get; init; }

    public string? FieldValidation { get; init; }

    /// <summary>json, merge or strategic, of a patch.</summary>
    public string? PatchType { get; init; }

    /// <summary>Canonical JSON.</summary>
    public string? DeleteOptions { get; init; }

    /// <summary>As <see cref="Client.LeaderTokenHeader"/> spells it.</summary>
    public string? Leader { get; init; }

    /// <summary>Whether it changes nothing, so that it may begin before the caller is known to be there
    /// still.</summary>
    public bool IsRead => Verb
        is RemoteVerb.Get or RemoteVerb.GetSubresource or RemoteVerb.List or RemoteVerb.Watch or RemoteVerb.Discover;

    public static CallHeader For(RemoteVerb verb, UserIdentity user, KindDefinition kind) => new(verb, user)
    {
        Group = kind.Gvk.Group,
        Version = kind.Gvk.Version,
        Plural = kind.Plural,
    };

    public override string ToString() => $"{Verb} {Group}/{Version}/{Plural} {Namespace}/{Name}";
}
