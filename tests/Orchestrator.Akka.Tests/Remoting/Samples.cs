using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Client;

namespace Orchestrator.Akka.Tests.Remoting;

internal static class Samples
{
    public static ConfigMap ConfigMap(string name, string value = "v", string ns = "test") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = ns },
        Data = ValueMap.Of(("key", value)),
    };

    public static Pod Pod(string name) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "test" },
        Spec = new PodSpec { Containers = [new Container { Name = "main", Image = "app:1" }] },
    };

    public static string Json(KubeObject value) => System.Text.Encoding.UTF8.GetString(JsonCodec.Write(value));

    public static string Text(WatchEvent told) => $"{told.Type} {Json(told.Object)}";

    /// <summary>Reads until so many events came.</summary>
    public static async Task<List<string>> TakeAsync(IWatch watch, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var events = new List<string>();
        while (events.Count < count)
        {
            var next = await watch.NextAsync(limit.Token);
            Assert.NotEmpty(next);
            events.AddRange(next.Select(Text));
        }
        return events;
    }
}
