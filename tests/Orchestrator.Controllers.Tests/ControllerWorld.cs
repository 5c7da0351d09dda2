using Orchestrator.Actors.Simulated;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Testing;

namespace Orchestrator.Controllers.Tests;

/// <summary>A simulated cluster of an API and some controllers.</summary>
internal sealed class ControllerWorld
{
    public ControllerWorld(ulong seed, params string[] controllers)
    {
        System = new SimulatedActorSystem(seed);
        Api = new FakeApi(System.Time, System.Entropy);
        Options = new ControllerManagerOptions
        {
            RootCa = "-----BEGIN CERTIFICATE-----",
            Controllers = [.. BuiltInControllers.All.Where(known => controllers.Contains(known.Name))],
            OnFailure = (name, failure) => Failures.Add((name, failure)),
        };
    }

    public SimulatedActorSystem System { get; }

    public FakeApi Api { get; }

    public ControllerManagerOptions Options { get; set; }

    public List<(string Controller, ReconcileFailure Failure)> Failures { get; } = [];

    /// <summary>While a request of <see cref="Do"/> is under way.</summary>
    public bool IsUserActing { get; private set; }

    public DateTimeOffset Now => System.Time.GetUtcNow();

    public ControllerWorld Start()
    {
        System.Spawn("controllers", () => new ControllerManager(Api, Options));
        System.RunFor(TimeSpan.FromSeconds(1));
        return this;
    }

    public void Run(double seconds) => System.RunFor(TimeSpan.FromSeconds(seconds));

    /// <summary>A request of a user.</summary>
    public void Do(Func<IApiClient, ValueTask> request)
    {
        IsUserActing = true;
        System.Run(() => request(Api));
        IsUserActing = false;
    }

    public void Delete<T>(string ns, string name, string? policy = null)
        where T : KubeObject => Do(async api => await api.DeleteAsync<T>(
            new ObjectKey(ns, name), new DeleteOptions { PropagationPolicy = policy }));

    public T Get<T>(string ns, string name)
        where T : KubeObject => Api.Find<T>(ns, name)
            ?? throw new InvalidOperationException($"no {typeof(T).Name} {name}");

    public IEnumerable<string> Events(string reason) =>
        Api.All<Event>().Where(said => said.Reason == reason).Select(said => said.Message ?? "");
}
