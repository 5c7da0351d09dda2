using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Client;

/// <summary>Decides what becomes of an event: a new one, a higher count on an old one, or nothing. Pure but for its
/// memory.</summary>
/// <remarks>
/// client-go's rules and figures. The same event again raises the count. From the tenth on, different messages of one
/// reason within ten minutes are combined into one. One source speaks about one object 25 times at once and then once
/// in five minutes. Remembers 4096 of each.
/// </remarks>
public sealed class EventCorrelator
{
    public const string CombinedPrefix = "(combined from similar events): ";

    private const int SimilarMax = 10;
    private const int Burst = 25;
    private const double PerSecond = 1.0 / 300;
    private const int Remembered = 4096;

    private static readonly TimeSpan SimilarWindow = TimeSpan.FromMinutes(10);

    private readonly RecentMap<string, Similar> _similar = new(Remembered);
    private readonly RecentMap<string, Event> _written = new(Remembered);
    private readonly RecentMap<string, TokenBucket> _rates = new(Remembered);

    public EventVerdict Judge(Event said, DateTimeOffset now)
    {
        var (seen, key) = Combine(said, now);
        var verdict = _written.TryGet(key, out var before)
            ? new EventVerdict(EventAction.Update, key, seen with
            {
                Metadata = before.Metadata,
                FirstTimestamp = before.FirstTimestamp,
                Count = before.Count + 1,
            })
            : new EventVerdict(EventAction.Create, key, seen);
        return MaySpeak(said, now) ? verdict : verdict with { Action = EventAction.Drop };
    }

    /// <summary>Remembers what the server has for a verdict's key.</summary>
    public void Written(string key, Event stored) => _written.Set(key, stored);

    private (Event Event, string Key) Combine(Event said, DateTimeOffset now)
    {
        var reasonKey = ReasonKey(said);
        if (!_similar.TryGet(reasonKey, out var similar) || now - similar.Last > SimilarWindow)
            _similar.Set(reasonKey, similar = new Similar());
        similar.Last = now;
        var message = said.Message ?? "";
        if (similar.Messages.Contains(message))
            return (said, ExactKey(said));
        // The tenth and every later new message goes into the combined event; the first nine keep their own.
        if (similar.Messages.Count == SimilarMax - 1)
            return (said with { Message = CombinedPrefix + message, FirstTimestamp = (Time)now }, reasonKey);
        similar.Messages.Add(message);
        return (said, ExactKey(said));
    }

    private bool MaySpeak(Event said, DateTimeOffset now)
    {
        var key = SourceKey(said);
        if (!_rates.TryGet(key, out var rate))
            _rates.Set(key, rate = new TokenBucket(PerSecond, Burst));
        return rate.TryTake(now);
    }

    private static string SourceKey(Event e) => string.Join(
        '\n', e.Source.Component, e.Source.Host, e.InvolvedObject.Kind, e.InvolvedObject.Namespace,
        e.InvolvedObject.Name, e.InvolvedObject.Uid, e.InvolvedObject.ApiVersion);

    private static string ReasonKey(Event e) => string.Join(
        '\n', SourceKey(e), e.Type, e.Reason, e.ReportingController, e.ReportingInstance);

    private static string ExactKey(Event e) => string.Join(
        '\n', SourceKey(e), e.InvolvedObject.FieldPath, e.Type, e.Reason, e.Message);

    private sealed class Similar
    {
        public HashSet<string> Messages { get; } = new(StringComparer.Ordinal);

        public DateTimeOffset Last { get; set; }
    }
}
