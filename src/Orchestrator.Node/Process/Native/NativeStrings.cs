using System.Runtime.InteropServices;

namespace Orchestrator.Node.Process.Native;

/// <summary>Zero-terminated UTF-8 strings and arrays of them, freed together.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly List<nint> _blocks = [];

    public byte* Add(string text)
    {
        var block = Marshal.StringToCoTaskMemUTF8(text);
        _blocks.Add(block);
        return (byte*)block;
    }

    /// <summary>An array of strings that ends with a null pointer, as argv and envp do.</summary>
    public byte** AddAll(IReadOnlyList<string> texts)
    {
        var array = Marshal.AllocCoTaskMem((texts.Count + 1) * sizeof(byte*));
        _blocks.Add(array);
        var pointers = (byte**)array;
        for (var i = 0; i < texts.Count; i++)
            pointers[i] = Add(texts[i]);
        pointers[texts.Count] = null;
        return pointers;
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
            Marshal.FreeCoTaskMem(block);
    }
}
