using System.Globalization;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Client.Tests.Http;

/// <summary>Creates, changes and deletes, and notes each in the order in which it happened.</summary>
internal sealed class NotedWriter(IApiClient api, string ns, Random random)
{
    private readonly List<ConfigMap> _present = [];
    private int _made;

    public List<string> Wrote { get; } = [];

    public async Task WriteAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await WriteAsync();
    }

    private async Task WriteAsync()
    {
        var at = random.Next(Math.Max(_present.Count, 1));
        switch (_present.Count == 0 ? 0 : random.Next(4))
        {
            case 0:
                var name = $"m{++_made}";
                _present.Add(await api.CreateAsync(HttpApiClientTests.Map(name, "0", ns)));
                Wrote.Add($"+{name}@{_present[^1].ResourceVersion}");
                break;
            case 1:
                await api.DeleteAsync<ConfigMap>(_present[at].Key);
                Wrote.Add($"-{_present[at].Key.Name}");
                _present.RemoveAt(at);
                break;
            default:
                var value = random.Next().ToString(CultureInfo.InvariantCulture);
                _present[at] = await api.UpdateAsync(_present[at] with { Data = ValueMap.Of(("key", value)) });
                Wrote.Add($"~{_present[at].Key.Name}@{_present[at].ResourceVersion}");
                break;
        }
    }
}
