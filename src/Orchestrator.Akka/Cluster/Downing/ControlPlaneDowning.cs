using Akka.Actor;
using Akka.Cluster;
using AkkaMembership = Akka.Cluster.Cluster;

namespace Orchestrator.Akka.Cluster.Downing;

/// <summary>What <c>akka.cluster.downing-provider-class</c> names: members that are missed are given up as
/// <see cref="DowningPlan"/> says.</summary>
internal sealed class ControlPlaneDowning : IDowningProvider
{
    private const string RemovalMarginPath = "akka.cluster.down-removal-margin";

    private readonly ActorSystem _akka;
    private readonly AkkaMembership _cluster;
    private readonly DowningSettings _settings;

    /// <remarks>Made by Akka, by its name.</remarks>
    public ControlPlaneDowning(ActorSystem akka, AkkaMembership cluster) =>
        (_akka, _cluster, _settings) = (akka, cluster, DowningSettings.Of(akka.Settings.Config));

    /// <remarks>As with Akka's own resolver, "off" means as long as stable-after.</remarks>
    public TimeSpan DownRemovalMargin =>
        _akka.Settings.Config.GetString(RemovalMarginPath, "off").ToUpperInvariant() is "OFF" or "FALSE" or "NO"
            ? _settings.StableAfter
            : _akka.Settings.Config.GetTimeSpan(RemovalMarginPath);

    public Props DowningActorProps
    {
        get
        {
            var arbiter = _akka.Settings.Setup.Get<ArbiterSetup>();
            return Props.CreateBy(new Produced<DowningActor>(
                () => new DowningActor(_cluster, _settings, arbiter.HasValue ? arbiter.Value.Arbiter : null)));
        }
    }
}
