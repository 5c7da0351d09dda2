namespace Orchestrator.Api.Json;

/// <summary>How the items of lists and maps of plain values are read.</summary>
public static class JsonItems
{
    public static string String(ref JsonInput input) => input.ReadString();

    public static bool Boolean(ref JsonInput input) => input.ReadBoolean();

    public static int Int32(ref JsonInput input) => input.ReadInt32();

    public static long Int64(ref JsonInput input) => input.ReadInt64();

    public static double Double(ref JsonInput input) => input.ReadDouble();

    public static Time Time(ref JsonInput input) => input.ReadTime();

    public static MicroTime MicroTime(ref JsonInput input) => input.ReadMicroTime();

    public static Quantity Quantity(ref JsonInput input) => input.ReadQuantity();

    public static IntOrString IntOrString(ref JsonInput input) => input.ReadIntOrString();

    public static Bytes Bytes(ref JsonInput input) => input.ReadBytes();

    /// <summary>An item that is a list of text itself, as the values of a user's extra attributes are.</summary>
    public static ValueList<string> StringList(ref JsonInput input) => input.ReadList<string>(String);

    public static RawJson RawJson(ref JsonInput input) => input.ReadRawJson();
}
