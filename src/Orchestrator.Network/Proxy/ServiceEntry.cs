using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;

namespace Orchestrator.Network.Proxy;

/// <summary>What the proxy knows of one Service: its parts as heard, and what was made of them.</summary>
internal sealed class ServiceEntry
{
    public Service? Service { get; set; }

    /// <summary>By name, so that a walk is in order.</summary>
    public SortedDictionary<string, EndpointSlice> Slices { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ProxyRule> Rules { get; set; } = [];

    public IReadOnlyList<RuleOutcome> Outcomes { get; set; } = [];

    /// <summary>What the events said last, so that each thing is said once.</summary>
    public string Reported { get; set; } = "";

    /// <summary>The annotation's value last written by this incarnation; null before the first look.</summary>
    public string? Annotated { get; set; }

    /// <summary>The annotation is being written: one write at a time.</summary>
    public bool IsAnnotating { get; set; }

    public bool IsEmpty => Service is null && Slices.Count == 0;

    public bool HasFailures
    {
        get
        {
            foreach (var outcome in Outcomes)
            {
                if (outcome.Error is not null)
                    return true;
            }
            return false;
        }
    }

    /// <summary>The next Service of this name is told everything anew.</summary>
    public void ForgetReports() => (Reported, Annotated) = ("", null);
}
