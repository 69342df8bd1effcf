using System.Reflection;
using Azure.Storage.Queues.Models;
using LocalRuntime.Functions;

namespace LocalRuntime.Queues;

/// <summary>A message's content as the function takes it.</summary>
internal static class MessageBody
{
    private static readonly Type[] Bindable = [typeof(QueueMessage), typeof(BinaryData), typeof(string)];

    public static void Check(Function function)
    {
        foreach (var parameter in function.TriggerParameters)
        {
            if (parameter != function.TriggerParameter || !Bindable.Contains(parameter.ParameterType))
                throw function.CannotBind(parameter);
        }
    }

    /// <returns>Null when the body is not Base64.</returns>
    public static BinaryData? Decode(QueueMessage message)
    {
        var text = message.Body.ToString();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? BinaryData.FromBytes(bytes.AsMemory(0, length)) : null;
    }

    public static object Bind(QueueMessage message, BinaryData body, ParameterInfo parameter) =>
        parameter.ParameterType switch
        {
            var type when type == typeof(BinaryData) => body,
            var type when type == typeof(string) => body.ToString(),
            _ => QueuesModelFactory.QueueMessage(
                message.MessageId, message.PopReceipt, body, message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn),
        };
}
