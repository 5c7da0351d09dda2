namespace Orchestrator.Api.Kinds;

/// <summary>One row's object, and its JSON where the table is to carry it whole.</summary>
public readonly record struct TableEntry(KubeObject Object, ReadOnlyMemory<byte> Json);
