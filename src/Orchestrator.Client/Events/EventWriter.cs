using System.Buffers;
using System.Text.Json;
using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Patches;

namespace Orchestrator.Client;

/// <summary>Writes events one after another, in the order they were said; correlates them first.</summary>
/// <remarks>Bounded by its mailbox. An unreachable or busy server is tried for two minutes for each event; a refusal
/// drops the event.</remarks>
public sealed class EventWriter(IApiClient api) : Actor<EventWriterMessage>
{
    private const int TriesMax = 12;
    private const int NamesMax = 8;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(10);

    private readonly EventCorrelator _correlator = new();
    private long _lastNanoseconds;

    public override async ValueTask OnMessageAsync(EventWriterMessage message)
    {
        var verdict = _correlator.Judge(((WriteEvent)message).Event, Time.GetUtcNow());
        if (verdict.Action == EventAction.Drop)
            return;
        for (var tries = 1; tries <= TriesMax; tries++)
        {
            try
            {
                _correlator.Written(verdict.Key, await WriteAsync(verdict));
                return;
            }
            catch (StatusException error) when (!error.IsTransient)
            {
                // The server does not want it, for instance because its namespace is being deleted.
                return;
            }
            catch (Exception error) when (error is StatusException or ApiUnreachableException)
            {
                await Task.Delay(RetryPause, Time, Ended);
            }
        }
    }

    private async ValueTask<Event> WriteAsync(EventVerdict verdict)
    {
        if (verdict.Action == EventAction.Update)
        {
            try
            {
                return await api.PatchAsync<Event>(verdict.Event.Key, RaisePatch(verdict.Event), null, Ended);
            }
            catch (StatusException error) when (error.IsNotFound)
            {
                // It has expired meanwhile: said again, under a name of its own.
            }
        }
        return await CreateAsync(verdict.Event);
    }

    private async ValueTask<Event> CreateAsync(Event value)
    {
        for (var names = 1; ; names++)
        {
            var named = value with
            {
                Metadata = new() { Namespace = value.Metadata.Namespace, Name = NextName(value.InvolvedObject.Name) },
            };
            try
            {
                return await api.CreateAsync(named, Ended);
            }
            catch (StatusException error) when (error.IsAlreadyExists && names < NamesMax)
            {
                // Another component spoke about the same object in the same nanosecond, as virtual time allows.
            }
        }
    }

    /// <summary><c>name.hex</c> as client-go names events, the hex being nanoseconds since 1970; never twice the
    /// same.</summary>
    private string NextName(string? involved)
    {
        var now = (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        _lastNanoseconds = Math.Max(now, _lastNanoseconds + 1);
        return $"{involved}.{_lastNanoseconds:x}";
    }

    private static Patch RaisePatch(Event value)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("count", value.Count);
            json.WriteString("lastTimestamp", value.LastTimestamp.ToString());
            json.WriteString("message", value.Message);
            json.WriteEndObject();
        }
        return new Patch(PatchType.Merge, buffer.WrittenMemory.ToArray());
    }
}
