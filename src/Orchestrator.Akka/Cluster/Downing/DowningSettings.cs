using AkkaConfig = Akka.Configuration.Config;

namespace Orchestrator.Akka.Cluster.Downing;

/// <summary>How long a member waits before it decides about those that are missed.</summary>
/// <param name="StableAfter">Who is missed must not have changed for so long.</param>
/// <param name="MinorityWaits">And for so much longer on the smaller side.</param>
internal sealed record DowningSettings(TimeSpan StableAfter, TimeSpan MinorityWaits)
{
    public const string StableAfterPath = "akka.cluster.split-brain-resolver.stable-after";
    public const string MinorityWaitsPath = "orchestrator.akka.minority-waits";

    /// <summary>It is looked so often.</summary>
    public static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan MinorityWaitsByDefault = TimeSpan.FromSeconds(2);

    /// <summary>After so long a dispute that those concerned have not settled is settled by who hears both.</summary>
    public TimeSpan DisputeAfter => StableAfter + MinorityWaits + StableAfter;

    /// <param name="config">With Akka's own defaults.</param>
    /// <exception cref="FormatException">One is no duration.</exception>
    public static DowningSettings Of(AkkaConfig config) => new(
        config.GetTimeSpan(StableAfterPath, null, allowInfinite: false),
        config.GetTimeSpan(MinorityWaitsPath, MinorityWaitsByDefault, allowInfinite: false));
}
