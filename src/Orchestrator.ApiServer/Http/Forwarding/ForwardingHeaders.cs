namespace Orchestrator.ApiServer.Http.Forwarding;

/// <summary>What control planes tell each other beside the request and its answer. Heeded on front proxies' connections
/// only.</summary>
internal static class ForwardingHeaders
{
    /// <summary>On a request: it was sent on by the control plane that is named, and goes no further.</summary>
    public const string Forwarded = "Orchestrator-Forwarded-By";

    /// <summary>On an answer: a revision that includes all that the request wrote.</summary>
    public const string Revision = "Orchestrator-Revision";

    /// <summary>On an answer: what its body is; see <see cref="ApiServer.Forwarding.AnswerForm"/>.</summary>
    public const string Form = "Orchestrator-Answer";
}
