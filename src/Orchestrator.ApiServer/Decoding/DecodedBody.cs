using Orchestrator.Api;
using Orchestrator.Api.Values;

namespace Orchestrator.ApiServer.Decoding;

/// <summary>A body as an object, with what Warn found.</summary>
internal readonly record struct DecodedBody(KubeObject Value, ValueList<string> Warnings);
