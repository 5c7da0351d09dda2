using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Client;

/// <summary>Which paths below an object <see cref="IApiClient.GetAsync"/> can read: those where an object is.</summary>
public static class ReadableSubresources
{
    /// <summary>Whether the kind has the path at all is for the server to say.</summary>
    /// <exception cref="StatusException">400: what is there is a text.</exception>
    public static void Require(KindDefinition kind, string? subresource)
    {
        foreach (var known in kind.Subresources)
        {
            if (known.IsText && known.Name == subresource)
                throw Statuses.BadRequest(
                    $"what is at {kind.Plural}/{subresource} is no object: read it as text, over HTTPS");
        }
    }
}
