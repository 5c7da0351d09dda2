namespace Orchestrator.Akka.Journal;

/// <summary>What Akka's journal sees of a row: the payload as it is stored,
/// and the manifest that says what it is.</summary>
/// <param name="Manifest">Column <c>manifest</c>, such as <c>store-batch-1</c>.</param>
/// <param name="Payload">Column <c>message</c>.</param>
internal sealed record StoreEvent(string Manifest, byte[] Payload);
